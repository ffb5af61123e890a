: >fires.xlsx
