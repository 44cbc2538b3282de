"""Bytes to the table inside: from a file to columns of answers below their headings.

In the order of the work:

- `limits`, `source`: what is read at the most; a file, its sheets, or a refusal.
- `reading`: which kind of file it is, and where its table is.
- `workbooks`: the sheets of a workbook. They come from a process of its own: `workbook_process`
  starts and limits it, `workbook_script` is what runs in it, with `workbook_parts` (the zip) and
  `sheet_xml` (one sheet).
- `text_files`, `encoding`, `large_text`: text tables, row by row or, if they are large, by Arrow.
- `cell_columns`, `columns`, `unique_texts`: columns as codes into distinct answers, or as texts
  that hardly repeat; the first makes them of cells, and is all that the process needs.
- `cell_rows`: the rows of a sheet made of its columns.
- `headings`, `data_rows`, `table`: which row holds the headings, which rows are data, the table.
- `labels_once`: columns whose labels stand once, above the rows they name.
"""
