"""The corpus that teaches the bundled decoder to write suggestions: invented products, requests and answers.

Nothing here is a real shop's: kinds, brands, titles and descriptions are drawn from word lists and from a word piece
vocabulary, so that the model must read the rows it is given. The demo catalog is never among them.
"""
