"""Readers of identity documents and social security cards.

One thread owns the device (`reader.CardReader`). It reads over PC/SC (`pcsc` is the only importer of
pyscard) or over a SAM_V module, and reports decoded documents. Whether a document is valid, expired or
belongs to the applicant is judged elsewhere.
"""
