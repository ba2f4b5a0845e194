// SPDX-License-Identifier: MulanPSL-2.0
// front - a real nginx with the configuration we ship before a running program; only ports and paths are changed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts, pause, root } from './program.mjs';

const NAMES = { publicUrl: 'bsdt', staffUrl: 'work', screenUrl: 'screen' };

/** What Chromium needs to find the names of the shipped configuration on this machine. */
export const RESOLVE = '--host-resolver-rules=MAP *.example.gov.cn 127.0.0.1';

const opens = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.on('error', () => resolve(false));
});

export class Front {
  static async start(program) {
    const front = new Front();
    const [plain, tls] = await freePorts(2);
    Object.assign(front, { plain, tls, folder: join(program.folder, 'nginx') });
    mkdirSync(front.folder);
    front.makeCertificate();
    writeFileSync(join(front.folder, 'nginx.conf'), front.config(program));
    front.child = spawn('/usr/sbin/nginx', ['-c', join(front.folder, 'nginx.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    front.child.stderr.on('data', (piece) => { said += piece; });
    front.ended = new Promise((resolve) => { front.child.on('exit', resolve); });
    for (let tries = 0; tries < 100 && !(await opens(tls)); tries++) await pause(50);
    if (!(await opens(tls))) throw new Error(`nginx does not serve:\n${said}`);
    for (const [face, name] of Object.entries(NAMES)) front[face] = `https://${name}.example.gov.cn:${tls}`;
    return front;
  }

  makeCertificate() {
    const done = spawnSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
      '-days', '2', '-subj', '/CN=example.gov.cn', '-addext', 'subjectAltName=DNS:*.example.gov.cn',
      '-keyout', join(this.folder, 'key.pem'), '-out', join(this.folder, 'fullchain.pem')], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`openssl: ${done.stderr}`);
  }

  config(program) {
    let text = readFileSync(join(root, 'deploy/nginx.conf'), 'utf8');
    program.ports.forEach((port, face) => { text = text.replaceAll(`127.0.0.1:${8080 + face};`, `127.0.0.1:${port};`); });
    text = text.replace(/listen 80\b/g, `listen 127.0.0.1:${this.plain}`).replace(/listen 443\b/g, `listen 127.0.0.1:${this.tls}`)
      .replaceAll('/etc/ssl/buchucun/', `${this.folder}/`).replaceAll('/var/log/nginx/', `${this.folder}/`);
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${this.folder}/${kind};`);
    // Its workers must reach a folder that is closed to others.
    const user = process.getuid() === 0 ? 'user root;' : '';
    return `${user} daemon off; pid ${this.folder}/pid; error_log ${this.folder}/error.log; worker_processes 1;
events { worker_connections 1024; }
http { ${temp.join(' ')}
${text} }
`;
  }

  async stop() {
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
