"""Seal and open, sign and verify: what leaves a node can be read and forged by nobody else.

`keys` make and keep keys; `dsse` signs documents; `statement` and `acts` say who may sign what;
`header`, `seal`, `body` and `item_key` protect a product on the way and at rest.
"""
