"""Breaks rule book and shapes one thing at a time, and sees which cases notice.

A *mutant* is the rule book or the shapes graph with one statement dropped or replaced, or one part
of a query. It is *killed* when some case no longer gives what its file says. A mutant that
survives is a rule, or a part of a shape, that no case holds to account, unless it cannot matter by
construction; those are listed with the reason in ``equivalent.toml``.
"""
