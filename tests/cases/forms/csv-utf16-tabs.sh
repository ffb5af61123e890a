{
    printf '\377\376'
    iconv -f UTF-8 -t UTF-16LE <<'END'
業務分類	情報資産名称	管理部署	媒体・保存先	機密性	完全性	可用性	脅威	脆弱性
営業	顧客名簿	営業部	書類	3	2	1	3	2
END
} >csv-utf16-tabs.txt
