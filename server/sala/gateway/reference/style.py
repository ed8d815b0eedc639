"""The looks of the API reference: Sala's tokens, in one style element allowed by its hash."""

STYLE = """
:root{color-scheme:light dark;
--surface:light-dark(oklch(.982 .006 85),oklch(.212 .007 65));
--sunken:light-dark(oklch(.958 .008 82),oklch(.178 .006 65));
--ink:light-dark(oklch(.255 .014 60),oklch(.925 .01 85));
--muted:light-dark(oklch(.445 .016 62),oklch(.745 .012 80));
--line:light-dark(oklch(.898 .01 80),oklch(.312 .009 65));
--accent:light-dark(oklch(.5 .125 52),oklch(.8 .13 68));
--focus:light-dark(oklch(.62 .155 54),oklch(.785 .145 66))}
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--ink);display:grid;
grid-template-columns:16rem minmax(0,1fr);
font:.9375rem/1.6 Geist,"IBM Plex Sans Thai",system-ui,"Noto Sans Thai",sans-serif}
code{font-family:"Geist Mono",ui-monospace,monospace;font-size:.8125rem;overflow-wrap:anywhere}
nav{position:sticky;top:0;height:100dvh;overflow:auto;padding:1.5rem 1rem;
background:var(--sunken);border-right:1px solid var(--line);font-size:.8125rem}
nav ul{list-style:none;margin:0;padding:0}nav ul ul{margin:0 0 .75rem;padding-left:.75rem}
nav a{display:block;padding:.125rem 0;color:var(--muted);text-decoration:none}
nav a:hover{color:var(--ink)}.name{font-weight:600;margin:0 0 1rem}
main{padding:2rem clamp(1rem,4vw,3rem);max-width:60rem}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .5rem}
h2{font-size:1.3125rem;margin:3rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:2rem 0 .25rem}p{margin:0 0 .5rem}a{color:var(--accent)}
.get,.post,.put{color:var(--accent);font-weight:600}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.8125rem}
table{margin-bottom:.75rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;
border-bottom:1px solid var(--line);font-weight:400}thead th{color:var(--muted)}
tr:target{background:var(--sunken)}
a:focus-visible,.wide:focus-visible{outline:2px solid var(--focus);outline-offset:2px;
border-radius:3px}
.skip{position:absolute;left:-100vw}.skip:focus{left:1rem;top:1rem;background:var(--surface)}
@media(max-width:48rem){body{display:block}nav{position:static;height:auto;max-height:40dvh}}
""".strip()
