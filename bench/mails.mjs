// node mails.mjs PORT FILE.csv: mails each row of a file, over a pool of 4 connections.
import { parse } from "csv-parse";
import { createReadStream } from "node:fs";
import nodemailer from "nodemailer";

const [port, file] = process.argv.slice(2);
const post = nodemailer.createTransport({
  host: "127.0.0.1",
  port: Number(port),
  pool: true,
  maxConnections: 4,
  maxMessages: Infinity,
  ignoreTLS: true,
});
const all = [];
for await (const row of createReadStream(file).pipe(parse({ columns: true }))) {
  all.push(
    post.sendMail({
      from: "texts@example.edu",
      to: row.email,
      subject: "Message from Advising",
      text: row.message,
      html: `<p>${row.message}</p>`,
    }),
  );
}
await Promise.all(all);
post.close();
console.log(`${all.length} mailed`);
