# Row 3 has a byte that CP932 does not know.
{
    cat <<'END' | iconv -f UTF-8 -t CP932
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
営業,顧客名簿,営業部,書類,3,2,1,3,2
END
    printf 'x\375y,memo,,,3,2,1,3,2\n'
    echo '営業,契約書,営業部,書類,3,2,1,3,2' | iconv -f UTF-8 -t CP932
} >fires.csv
