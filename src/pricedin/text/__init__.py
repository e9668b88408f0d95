"""The grammar of money, numbers and time in text, English and Chinese.

`normal` makes text plain and remembers where each character stood; `find_amounts` and
`find_times` read what it makes. Nothing here knows what a figure is about.
"""
