// The least a webhook can do that loses nothing: one insert of what came, then 200. Says "ready".
import { createServer } from 'node:http';
import postgres from 'postgres';

const [databaseUrl = '', port = ''] = process.argv.slice(2);
const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined });
await sql`create table bare_updates (id bigint primary key, body text not null)`;
const server = createServer((request, response) => {
  void take(request).then(
    () => response.writeHead(200).end(),
    () => response.writeHead(503).end(),
  );
});

async function take(request: AsyncIterable<Buffer>): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const { update_id: id } = JSON.parse(body) as { update_id: number };
  await sql`insert into bare_updates values (${id}, ${body}) on conflict do nothing`;
}

server.listen(Number(port), '127.0.0.1', () => process.stdout.write('ready\n'));
