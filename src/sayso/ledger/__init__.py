"""Where reports and claims live: evidence that only grows, keys that can be destroyed, views that can be dropped. The only SQL.

`opening` makes and opens a ledger, `writing` adds to it, `looking` finds in it, `checking` says whether it is whole.
"""
