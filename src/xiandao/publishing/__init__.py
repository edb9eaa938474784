"""Pure: figures and prose become official Word documents, Excel workbooks and charts."""
