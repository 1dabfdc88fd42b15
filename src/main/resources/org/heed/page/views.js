// What each report shows in its table, filters by, and tells of a row that is opened.
const REFUSED = 'Attempt To Send To Unsubscribed Recipient 21610';

function views(get) {
  const name = (row) => [get(row, 'first_name'), get(row, 'last_name')].filter(Boolean).join(' ');
  const at = (row) => get(row, 'attempted_at') || get(row, 'queued_at');
  // What a mail server said when it took a mail is no error.
  const wrong = (row, name) => (['SENT', 'DELIVERED'].includes(get(row, 'status')) ? null : get(row, name));
  const sender = (row) => get(row, 'sender_name') || get(row, 'sender');

  const column = (title, value, more) => ({ title, value, node: (row) => words(value(row)), ...more });
  const whenColumn = (title, value, more) =>
    column(title, value, {
      node: (row) => time(value(row)),
      sort: (row) => Date.parse(value(row)) || 0,
      type: 'num',
      look: 'when',
      ...more,
    });
  const personColumn = (more) =>
    column('Person', (row) => name(row) || get(row, 'student_id') || '', {
      node: (row) => person(name(row), get(row, 'student_id')),
      ...more,
    });
  const errorFilter = (channel) => ({
    label: 'Error',
    broad: true,
    value: (row) => {
      const code = wrong(row, 'error_code');
      const error = wrong(row, 'error');
      if (code === null) return error && get(row, 'status') === 'FAILED' ? 'why ' + error : '';
      return (channel && get(row, 'channel') === 'EMAIL' ? 'mail ' : '') + code;
    },
    words: (value, row) => {
      if (value === '21610') return REFUSED;
      if (value.startsWith('why ')) return get(row, 'error');
      if (value.startsWith('mail ')) return 'Email refused ' + value.slice(5);
      const error = get(row, 'error') || 'Error';
      return error.includes(value) ? error : error + ' ' + value;
    },
    first: '21610',
  });
  const filter = (label, value, say, more) => ({ label, value, words: say || phone, ...more });

  const messages = {
    key: 'message_id',
    date: at,
    columns: [
      whenColumn('When', at),
      personColumn(),
      column('To', (row) => get(row, 'destination'), { look: 'exact', hide: 'mid' }),
      column('Channel', (row) => CHANNEL[get(row, 'channel')] || '', { hide: 'low' }),
      column('Status', (row) => get(row, 'status'), { node: (row) => pill(get(row, 'status'), STATUS) }),
      column('Error', (row) => wrong(row, 'error'), { look: 'clip', hide: 'mid' }),
      column('Sender', sender, { hide: 'low' }),
      column('Campaign', (row) => get(row, 'campaign'), { hide: 'low' }),
    ],
    filters: [
      errorFilter(true),
      filter('Sender', sender),
      filter('Campaign', (row) => get(row, 'campaign')),
      filter('Status', (row) => get(row, 'status'), (value) => (STATUS[value] || [value])[0]),
      filter('Channel', (row) => get(row, 'channel') || (['FAILED', 'CANCELLED'].includes(get(row, 'status')) ? 'neither' : 'none'), (value) => CHANNEL[value] || NO_CHANNEL[value]),
    ],
    label: (row) => 'message ' + get(row, 'message_id') + (name(row) ? ', ' + name(row) : ''),
    hides: (row, one) => ['error_code', 'error'].includes(one) && wrong(row, one) === null,
    story: (row, rows) => messageStory(get, rows, name, sender),
    storyTitle: 'What became of this message',
  };

  const learned = filter('Learned from', (row) => get(row, 'learned_from'), (value) => LEARNED[value] || value);
  const optOuts = {
    date: (row) => get(row, 'opted_out_at'),
    columns: [
      whenColumn('Opted out', (row) => get(row, 'opted_out_at')),
      personColumn(),
      column('Phone', (row) => get(row, 'phone'), { look: 'exact' }),
      column('Type', (row) => get(row, 'phone_type'), { hide: 'low' }),
      column('Learned from', (row) => LEARNED[get(row, 'learned_from')] || get(row, 'learned_from'), { hide: 'mid' }),
      column('Sender', (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column('Error', (row) => get(row, 'error'), { look: 'clip', hide: 'low' }),
      column('New phone', (row) => get(row, 'has_new_phone'), { hide: 'low' }),
    ],
    filters: [
      errorFilter(false),
      learned,
      filter('Sender', (row) => get(row, 'sender')),
      filter('Whose no', (row) => (/somebody else/.test(get(row, 'evidence') || '') ? 'Somebody else\u2019s with this number' : 'Their own')),
      filter('Phone type', (row) => get(row, 'phone_type')),
      filter('New phone since', (row) => get(row, 'has_new_phone')),
    ],
    label: (row) => 'opt-out of ' + phone(get(row, 'phone')) + (name(row) ? ', ' + name(row) : ''),
    story: (row) => optOutStory(get, row),
    storyTitle: 'How this is known',
  };

  const delay = {
    date: (row) => get(row, 'known_at'),
    columns: [
      whenColumn('Known to Heed', (row) => get(row, 'known_at')),
      whenColumn('Replied STOP', (row) => get(row, 'replied_at'), { hide: 'mid' }),
      column('Phone', (row) => get(row, 'phone'), { look: 'exact' }),
      column('Delay, minutes', (row) => get(row, 'delay_minutes'), { type: 'num', look: 'number' }),
      column('Texts by others', (row) => get(row, 'texts_by_other_senders'), { type: 'num', look: 'number', hide: 'mid' }),
      column('Sender', (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column('Learned from', (row) => LEARNED[get(row, 'learned_from')] || get(row, 'learned_from'), { hide: 'low' }),
    ],
    filters: [learned, filter('Sender', (row) => get(row, 'sender'))],
    label: (row) => 'opt-out of ' + phone(get(row, 'phone')),
    story: (row) => delayStory(get, row),
    storyTitle: 'From STOP to knowing it',
  };

  const consentEvents = {
    date: (row) => get(row, 'occurred_at'),
    columns: [
      whenColumn('When', (row) => get(row, 'occurred_at')),
      personColumn(),
      column('Phone', (row) => get(row, 'phone'), { look: 'exact' }),
      column('What', (row) => get(row, 'event'), { node: (row) => pill(get(row, 'event'), EVENT) }),
      column('Learned from', (row) => LEARNED[get(row, 'learned_from')] || get(row, 'learned_from'), { hide: 'mid' }),
      column('Sender', (row) => get(row, 'sender'), { look: 'exact', hide: 'low' }),
      column('By', (row) => get(row, 'by'), { hide: 'low' }),
      column('Why', (row) => get(row, 'reason'), { look: 'clip', hide: 'mid' }),
    ],
    filters: [
      filter('What', (row) => get(row, 'event'), (value) => (EVENT[value] || [value])[0]),
      learned,
      filter('Sender', (row) => get(row, 'sender')),
      filter('By', (row) => get(row, 'by')),
    ],
    label: (row) => (EVENT[get(row, 'event')] || [''])[0] + ', ' + phone(get(row, 'phone')) + (name(row) ? ', ' + name(row) : ''),
    story: (row) => eventStory(get, row),
    storyTitle: 'How this is known',
  };

  return { messages, optOuts, delay, consentEvents, receipt: receiptView(get, column, filter) };
}

/** The file as it was sent: its own columns follow what became of the row. */
function receiptView(get, column, filter) {
  const outcome = ['line', 'outcome', 'reason', 'channel', 'destination', 'at'];
  const others = ABOUT.columns.map((one) => one.name).filter((one) => !outcome.includes(one));
  return {
    columns: [
      column('Line', (row) => get(row, 'line'), { type: 'num', look: 'number' }),
      column('Outcome', (row) => get(row, 'outcome'), { node: (row) => pill(get(row, 'outcome'), OUTCOME) }),
      column('Why', (row) => get(row, 'reason'), { look: 'clip' }),
      ...others.map((one) => column(headed(one), (row) => get(row, one), { look: 'clip', hide: 'mid' })),
    ],
    order: [1, 'asc'],
    filters: [
      filter('Outcome', (row) => get(row, 'outcome'), (value) => (OUTCOME[value] || [value])[0]),
      filter('Reason', (row) => get(row, 'reason'), null, { broad: true }),
    ],
    label: (row) => 'line ' + get(row, 'line'),
    story: (row) => receiptStory(get, row),
    storyTitle: 'What became of this row',
    detail: (one) => others.includes(one),
    detailTitle: others.some((one) => one.startsWith('sent:')) ? 'The row as it was sent' : 'Whom it was for',
  };
}

/** A column's name for people: as it was sent, else without underlines. */
function headed(name) {
  if (name.startsWith('sent:')) return name.slice(5);
  return name[0].toUpperCase() + name.slice(1).replace(/_/g, ' ').replace(/\bid$/, 'ID');
}
