// How single values are told: nothing here ever becomes markup, every text is put in as text.
const DAYS = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** "Mon 23 Nov 2026, 6:00 PM", of a time as the report writes it; the clock is the one it was written by. */
function moment(iso, seconds) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(:\d\d)(:\d\d)?)?/.exec(iso || '');
  if (!parts) return iso || '';
  const [year, month, date, hour] = [parts[1], parts[2] - 1, Number(parts[3]), Number(parts[4])];
  const day = DAYS[new Date(Date.UTC(year, month, date)).getUTCDay()] + ' ' + date + ' ' + MONTHS[month] + ' ' + year;
  if (!parts[4]) return day;
  return day + ', ' + (hour % 12 || 12) + parts[5] + ((seconds && parts[6]) || '') + (hour < 12 ? ' AM' : ' PM');
}

function time(iso, seconds) {
  return iso ? el('time', { datetime: iso }, moment(iso, seconds)) : el('span', {}, '\u2013');
}

function count(number, what) {
  return number.toLocaleString('en-US') + ' ' + what + (number === 1 ? '' : 's');
}

/** As it is sorted: without accents and case. */
function plain(text) {
  return String(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const STATUS = {
  READY: ['Ready', 'wait'],
  HELD: ['Held', 'wait'],
  SENDING: ['Sending', 'wait'],
  IN_DOUBT: ['In doubt', 'doubt'],
  SENT: ['Sent', 'good'],
  DELIVERED: ['Delivered', 'good'],
  FAILED: ['Failed', 'bad'],
  UNKNOWN: ['Unknown', 'doubt'],
  CANCELLED: ['Cancelled', 'bad'],
};
const OUTCOME = {
  texted: ['Texted', 'good'],
  emailed: ['Emailed', 'good'],
  queued: ['Queued', 'wait'],
  waiting: ['Waiting', 'wait'],
  held: ['Held', 'wait'],
  unknown: ['Unknown', 'doubt'],
  cancelled: ['Cancelled', 'bad'],
  failed: ['Failed', 'bad'],
  rejected: ['Rejected', 'bad'],
};
const EVENT = {
  DISABLED: ['Turned off', 'bad'],
  ENABLED: ['Turned on', 'good'],
  HOLD: ['On hold', 'wait'],
  RELEASED: ['Hold released', 'good'],
  CONFIRMED: ['Hold confirmed', 'bad'],
};
const CHANNEL = { SMS: 'SMS', EMAIL: 'Email' };
const NO_CHANNEL = { none: 'Neither yet', neither: 'Neither: it went nowhere' };
const LEARNED = {
  GATEWAY_21610: 'A text was refused (21610)',
  REPLY: 'A reply',
  STAFF: 'Staff',
  IMPORT: 'A file',
};

function pill(value, words) {
  const [text, tone] = words[value] || [value || '\u2013', ''];
  return el('span', { class: ('pill ' + tone).trim() }, text);
}

/** A number of North America as people write it: "(312) 555-0110". */
function phone(text) {
  return String(text).replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

function bare(text) {
  return text === null || text === undefined || text === '' ? '\u2013' : phone(text);
}

function exactly(text) {
  return el('bdi', {}, text === null || text === '' ? '\u2013' : String(text));
}

function words(text) {
  return el('bdi', {}, bare(text));
}

/** A person in two lines: the name, else who they are to the file; below it the id. */
function person(name, id) {
  return el('span', {}, el('bdi', {}, bare(name || id)), name && id ? el('small', {}, el('bdi', {}, id)) : null);
}
