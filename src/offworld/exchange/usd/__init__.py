"""A scene as layers of USD, and cameras that come home from them.

Nothing here is imported unless it is asked for: the library is the extra `usd`.
"""
