"""Faces: parse, call one verb of the workspace, print."""
