/** Every key in one table. */
import { translate } from "@/lib/i18n/server";
import { Keys } from "@/ui/kbd";
import { Cell, HeadCell, Table } from "@/ui/table";
import { settingsMessages } from "./messages";

export async function Keyboard() {
  const t = await translate(settingsMessages);
  const rows = [
    ["Ctrl K", t.keyFind],
    ["Ctrl P", t.keyFile],
    ["Ctrl Shift F", t.keyText],
    ["Ctrl /", t.keyActions],
    ["Ctrl B", t.keySide],
    ["Ctrl J", t.keyLow],
    ["F6", t.keyRegion],
    ["Shift F6", t.keyRegionBack],
    ["F8", t.keyToast],
    ["Ctrl Enter", t.keyFirst],
    ["Ctrl Z", t.keyUndo],
    ["Ctrl Shift Z", t.keyRedo],
    ["Delete", t.keyClose],
    ["Esc", t.keyLeave],
  ] as const;
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell className="w-40">{t.keys}</HeadCell>
          <HeadCell>{t.does}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {rows.map(([chord, does]) => (
          <tr key={chord}>
            <Cell spacing="close">
              <Keys chord={chord} />
            </Cell>
            <Cell spacing="close">{does}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
