"""Files as other systems write them: read rightly or asked about, never wrong in silence.

`given/` holds files with their `expect.json`; `families/` makes more, a module a family, from
made-up people whose counts are known. `seam.py` alone drives the tool (its command line),
`model.py` says what a case is and judges it. `python tests/realworld/show.py k03` prints what
becomes of the cases whose names begin so. Strike a case out of `not_yet.py` once it is right.
"""
