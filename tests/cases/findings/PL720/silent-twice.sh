cat >営業部.book <<'END'
@sheet 台帳
業務分類	情報資産名称	管理部署	媒体・保存先	機密性	完全性	可用性	脅威	脆弱性
営業	顧客名簿	営業部	書類	3	2	1	3	3
END
"$MKBOOK" 営業部.book 営業部.xlsx
(cd .. && "$RT" merge --lang ja --now 2026-06-30 -o q1 in >/dev/null)
rm 営業部.book
cp 営業部.xlsx 控え.xlsx
"$MKBOOK" "$TOP/tests/cases/parts/plan-rows.book" ../plan.xlsx
