"""Statutory duties as data: which seats, boards, plans and co-operation acts and guidance ask for, of whom and when.

The YAML files are the authority (`instruments`, `classes`, `duties`, `seats`); `law` reads and checks them, `classify`
says of which class a body or board is, `places` finds the bodies of an area, `sittings` and `seating` who fills seats,
`derive` draws the edges that follow. A reading aid, no legal advice.
"""
