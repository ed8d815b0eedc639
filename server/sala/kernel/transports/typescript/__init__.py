"""TypeScript types generated from contracts: messages, views, events and tRPC's `AppRouter`.

Types only: nothing of it exists at run time.
"""
