// Hocuspocus as its documentation sets it up: a token is asked for, documents are stored in SQLite
// by the debounced Database extension (it acknowledges and broadcasts before it stores).
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const [port, file, token] = process.argv.slice(2)
const database = new DatabaseSync(file)
database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL')
database.exec('CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, state BLOB)')
const read = database.prepare('SELECT state FROM documents WHERE name = ?')
const write = database.prepare('INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state')

const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  async onAuthenticate({ token: given }) {
    if (given !== token) throw new Error('not allowed')
  },
  extensions: [
    new Database({
      fetch: async ({ documentName }) => read.get(documentName)?.state ?? null,
      store: async ({ documentName, state }) => void write.run(documentName, state),
    }),
  ],
})
await server.listen()
console.log('ready')
