"""Results wherever they are shown: model, delegate, reasons in words, reports."""
