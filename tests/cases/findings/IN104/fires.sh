# A workbook of the reader's own tests.
cp "$TOP/tests/golden/xlsx-cases/74_ole_encrypted.xlsx" .
