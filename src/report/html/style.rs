//! How the page looks, on the screen and on A4.

/// The style of the page, without that of the pictures.
pub(super) fn page() -> String {
    format!("body{{font-family:{}}}\n{REST}", super::super::markup::FONTS)
}

const REST: &str = "\
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#111827;font-size:14px;line-height:1.5}
main{max-width:1180px;margin:0 auto;padding:16px}
h1{font-size:20px;margin:0 0 8px}
h2{font-size:16px;margin:24px 0 8px}
figure{margin:0;overflow-x:auto}
figure svg{max-width:100%;height:auto;display:block}
.wide svg{max-width:none}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0}
dt{color:#4b5563}
dd{margin:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12px}
caption{text-align:left;color:#4b5563;padding:4px 0}
th,td{border:1px solid #9ca3af;padding:3px 6px;text-align:left;vertical-align:top}
thead th{background:#e5e7eb}
tbody th{font-weight:400}
tr.critical th,tr.critical td{border-left-width:1px;background:#fef2f2}
tr.critical th{font-weight:700}
tr.group th{font-weight:700}
td.n{text-align:right;white-space:nowrap}
td.d{white-space:nowrap}
footer{margin-top:24px;color:#4b5563;font-size:12px;overflow-wrap:anywhere}
@media (prefers-contrast:more){body,dt,caption,footer{color:#000}th,td{border-color:#000}}
@page{size:A4;margin:14mm 12mm}
@page across{size:A4 landscape;margin:10mm 12mm}
@media print{
main{max-width:none;padding:0}
body{font-size:10.5pt}
table{font-size:8.5pt}
h2{break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
.scroll,figure{overflow:visible}
.across{page:across;break-before:page;break-inside:avoid}
.across figure svg{max-width:100%;max-height:172mm;width:auto;margin:0 auto}
.first{break-before:auto}
.first figure svg{max-height:132mm}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
";
