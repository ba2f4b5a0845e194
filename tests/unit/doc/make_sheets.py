#!/usr/bin/env python3
# SPDX-License-Identifier: MulanPSL-2.0
"""make_sheets - workbooks as people and attackers make them, for tests: make_sheets.py FOLDER"""
import sys
import zipfile
from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORKBOOK = (f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="名单" sheetId="1" r:id="rId7"/><sheet name="别的" sheetId="2" r:id="rId8"/></sheets></workbook>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId8" Target="worksheets/sheet9.xml"/><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>')
STYLES = (f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
          '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>')


def sheet(rows, more=''):
    return f'<worksheet {MAIN}><sheetData>{rows}</sheetData>{more}</worksheet>'


def write(path, sheet_xml, strings=None, compression=zipfile.ZIP_DEFLATED, extra=()):
    with zipfile.ZipFile(path, 'w', compression) as z:
        z.writestr('xl/worksheets/sheet1.xml', sheet_xml)
        z.writestr('xl/workbook.xml', WORKBOOK)
        z.writestr('xl/_rels/workbook.xml.rels', RELS)
        z.writestr('xl/styles.xml', STYLES)
        if strings:
            z.writestr('xl/sharedStrings.xml', strings)
        for name, text in extra:
            z.writestr(name, text)


def inline(ref, text):
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    strings = (f'<sst {MAIN}><si><t>姓名</t></si><si><r><t>覃守</t></r><r><t>英</t></r><rPh sb="0" eb="1"><t>qin</t></rPh></si>'
               '<si><t xml:space="preserve"> 三组 </t></si></sst>')
    rows = ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
            '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>2</v></c><c r="C3"><v>4.2282319800101E+17</v></c>'
            '<c r="D3" s="1"><v>29221</v></c><c r="E3" s="2"><v>29221.5</v></c><c r="F3"><f>A1</f><v>5</v></c>'
            '<c r="G3" t="e"><v>#REF!</v></c><c r="AA3" t="str"><v>远</v></c></row>')
    write(out / 'plain.xlsx', sheet(rows, '<mergeCells><mergeCell ref="A4:A6"/></mergeCells>'), strings)
    write(out / 'bomb.xlsx', sheet('<row r="1">' + inline('A1', 'x') + '</row>' + ' ' * (200 << 20)))
    write(out / 'entity.xlsx', '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>' + sheet('<row r="1">' + inline('A1', '&a;') + '</row>'))
    write(out / 'external.xlsx', '<!DOCTYPE w SYSTEM "file:///etc/passwd">' + sheet(''))
    write(out / 'rows.xlsx', sheet(''.join(f'<row r="{n}">{inline(f"A{n}", "x")}</row>' for n in range(1, 41002))))
    write(out / 'empty_rows.xlsx', sheet(''.join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1, 60000))
                                         + '<row r="60000">' + inline('A60000', '末') + '</row>'))
    write(out / 'wide.xlsx', sheet('<row r="7">' + ''.join(inline('', 'x') for n in range(1000000)) + '</row>'))
    write(out / 'far.xlsx', sheet('<row r="2">' + inline('XFD2', 'x') + '</row>'))
    write(out / 'laughs.xlsx', '<!DOCTYPE w [<!ENTITY a "lol">' + ''.join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip('abcdefgh', 'bcdefghi'))
          + ']>' + sheet('<row r="1">' + inline('A1', '&i;') + '</row>'))
    write(out / 'backwards.xlsx', sheet('<row r="5">' + inline('A5', 'x') + '</row><row r="2">' + inline('A2', 'y') + '</row>'))
    write(out / 'string.xlsx', sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), strings)
    write(out / 'many.xlsx', sheet(''), extra=[(f'a{n}', '') for n in range(1200)])
    with zipfile.ZipFile(out / 'none.xlsx', 'w') as z:
        z.writestr('hello.txt', 'hello')
    whole = (out / 'plain.xlsx').read_bytes()
    (out / 'cut.xlsx').write_bytes(whole[:len(whole) // 2])


main()
