"""The optional reader: a language model proposes figures, and this package admits or refuses them.

Nothing is sent unless an endpoint was configured. What the model returns is never believed: a
figure is admitted only if its words stand in the document and our own grammar reads its number
out of them (`verify`). The rest is listed as rejected, with the reason.
"""
