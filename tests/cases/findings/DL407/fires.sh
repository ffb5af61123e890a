# A sheet fewer.
sh "$TOP/tests/cases/parts/versions.sh" '/plan.book$/,$d'
