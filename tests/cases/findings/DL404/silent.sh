# A name that was changed is no lost row.
sh "$TOP/tests/cases/parts/versions.sh" '/^2\t製品/s/書類/社内サーバー/; /^2\t製品/s/在庫/在庫表/'
