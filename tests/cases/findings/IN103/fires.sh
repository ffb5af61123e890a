printf '<html><body><table><tr><td>情報資産名称</td></tr></table></body></html>' \
    >fires.xlsx
