# An OLE container: header, FAT, a directory that names the stream Workbook.
{
    printf '\320\317\021\340\241\261\032\341'
    head -c 1016 /dev/zero
    printf 'R\0o\0o\0t\0'
    head -c 120 /dev/zero
    printf 'W\0o\0r\0k\0b\0o\0o\0k\0'
    head -c 112 /dev/zero
} >fires.xls
