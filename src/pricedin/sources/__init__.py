"""Documents: where words come from, and the way from bytes to text.

`source` holds what is read, `read` reads files, folders, bytes and standard input, `fetch`
addresses. One reader a format stands beside them: `html`, `pdf`, `word`, `mail`, `table`, `feed`,
`archive`. Offsets count characters of `Source.text`, which no later step changes.
"""
