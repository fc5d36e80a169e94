"""What comes in: files in the exchange format, the bundled register, and the user's own copies of documents.

Everything here makes statements and hands them to `graph.load`; nothing here answers questions.
"""
