// node texts.mjs GATEWAY FILE.csv DATABASE: queues a file's texts and sends them, 64 at once.
import Database from "better-sqlite3";
import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import twilio from "twilio";

const [gateway, file, database] = process.argv.slice(2);
const db = new Database(database);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(
  "create table message (id integer primary key, phone text, sender text, body text," +
    " status text default 'READY', gateway_id text)",
);
const add = db.prepare("insert into message (phone, sender, body) values (?, ?, ?)");
const addAll = db.transaction((rows) => rows.forEach((row) => add.run(...row)));
let rows = [];
for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
  rows.push([row.phone, row.from, row.message]);
  if (rows.length === 1000) {
    addAll(rows);
    rows = [];
  }
}
addAll(rows);

class Local extends twilio.RequestClient {
  request(options) {
    return super.request({
      ...options,
      uri: options.uri.replace("https://api.twilio.com", gateway),
    });
  }
}
const client = twilio("AC" + "0".repeat(32), "token", {
  httpClient: new Local({ keepAlive: true, maxSockets: 64, maxTotalSockets: 64 }),
});
const queue = db.prepare("select * from message where status = 'READY'").all();
const sent = db.prepare("update message set status = 'SENT', gateway_id = ? where id = ?");
let next = 0;
async function worker() {
  while (next < queue.length) {
    const one = queue[next++];
    const text = await client.messages.create({ to: one.phone, from: "+12025550101", body: one.body });
    sent.run(text.sid, one.id);
  }
}
await Promise.all(Array.from({ length: 64 }, worker));
console.log(`${queue.length} sent`);
