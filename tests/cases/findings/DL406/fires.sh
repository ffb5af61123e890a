# A sheet more.
sh "$TOP/tests/cases/parts/versions.sh" '$a @sheet 別表\n別紙\t1'
