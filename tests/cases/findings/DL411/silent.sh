# A sheet more is none that was renamed.
sh "$TOP/tests/cases/parts/versions.sh" '$a @sheet 別表\n別紙\t1'
