# A score, and what follows from it.
sh "$TOP/tests/cases/parts/versions.sh" '/在庫/s/\t1\t=/\t3\t=/; /在庫/s/-> 2/-> 3/'
