"""How much of a private company's price is there already, and how much is a bet?"""

__version__ = "0.1.0"
