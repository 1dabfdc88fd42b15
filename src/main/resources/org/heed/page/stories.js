// A row's story in words: steps of { at, text, tone }.
function messageStory(get, rows, name, sender) {
  const attempts = rows.slice().sort((a, b) => later(get(a, 'attempted_at')) - later(get(b, 'attempted_at')));
  const one = attempts[0];
  const id = get(one, 'student_id');
  const who = [name(one), id && name(one) ? '(' + id + ')' : id].filter(Boolean).join(' ');
  const campaign = bare(get(one, 'campaign'));
  const steps = [
    {
      at: get(one, 'queued_at'),
      text: who ? say('queued.for', who, campaign, bare(sender(one))) : say('queued', campaign, bare(sender(one))),
    },
  ];
  let texted = false;
  for (const row of attempts) {
    steps.push({ at: get(row, 'attempted_at'), ...attemptWords(get, row, texted) });
    texted = texted || get(row, 'channel') === 'SMS';
  }
  return steps;
}

function later(iso) {
  return iso ? Date.parse(iso) : Number.MAX_SAFE_INTEGER;
}

function attemptWords(get, row, texted) {
  const status = get(row, 'status');
  const tone = STATUS[status];
  const channel = get(row, 'channel');
  const mail = channel === 'EMAIL';
  const to = bare(get(row, 'destination'));
  const what = channel ? (mail ? say('email.to', to) : say('text.to', to)) : say('message');
  const error = get(row, 'error');
  const why = error ? ': ' + bare(error) : '';
  const segments = get(row, 'segments');
  const parts = !mail && segments > 1 ? say('in.segments', segments) : '';
  switch (status) {
    case 'SENT':
      return mail
        ? { tone, text: texted ? say('emailed.instead', to) : say('emailed', to) }
        : { tone, text: say('sent', what, parts) };
    case 'DELIVERED':
      return { tone, text: say('delivered', what, parts) };
    case 'FAILED':
      if (!channel) return { tone, text: say('not.sent', why) };
      return { tone, text: String(get(row, 'error_code')) === '21610' || mail ? say('refused', what, why) : say('failed', what, why) };
    case 'HELD':
      return { tone, text: why ? say('held.why', what, why) : say('held', what) };
    case 'SENDING':
      return { tone, text: say('sending', what) };
    case 'IN_DOUBT':
      return { tone, text: say('doubt', what) };
    case 'CANCELLED':
      return { tone, text: say('not.sent', why) };
    case 'UNKNOWN':
      return { tone, text: say('unknown', what) };
    default:
      return { tone, text: mail && texted ? say('waits.instead', what, why) : say('waits', what, why) };
  }
}

function optOutStory(get, row) {
  const sender = bare(get(row, 'sender'));
  // The number is or was somebody else's too, and it was they who said so.
  const other = /somebody else/.test(get(row, 'evidence') || '');
  const error = bare(get(row, 'error'));
  const how = {
    GATEWAY_21610: other ? say('off.refused.other', sender, error) : say('off.refused', sender, error),
    REPLY: other ? say('off.reply.other', sender) : say('off.reply', sender),
    STAFF: say('off.staff'),
    IMPORT: say('off.file'),
  };
  const steps = [
    { at: get(row, 'opted_out_at'), text: how[get(row, 'learned_from')] || say('off'), tone: 'bad' },
    { at: get(row, 'recorded_at'), text: say('known.off') },
  ];
  if (other) {
    steps.push({ at: null, text: say('not.said'), tone: 'wait' });
  }
  if (get(row, 'has_new_phone') === 'yes') {
    steps.push({ at: null, text: say('new.phone'), tone: 'wait' });
  }
  return steps;
}

function eventStory(get, row) {
  const event = get(row, 'event');
  const by = get(row, 'by');
  const sender = bare(get(row, 'sender'));
  const learned = get(row, 'learned_from');
  const off = event === 'DISABLED';
  const how = {
    GATEWAY_21610: say('event.refused', sender),
    REPLY: off ? say('off.reply', sender) : say('on.reply', sender),
    STAFF: off ? say('off.by', bare(by)) : say('on.by', bare(by)),
    IMPORT: off ? say('off.file') : say('on.file'),
  };
  const held = {
    HOLD: learned ? say('hold.reply', sender) : say('hold.carrier'),
    RELEASED: say('hold.released', by || say('what.followed')),
    CONFIRMED: say('hold.confirmed', by || say('what.followed')),
  };
  const reason = get(row, 'reason');
  const steps = [
    { at: get(row, 'occurred_at'), text: held[event] || how[learned] || bare(event), tone: EVENT[event] },
    { at: get(row, 'recorded_at'), text: say('known') },
  ];
  if (reason) steps.push({ at: null, text: say('why', bare(reason)) });
  return steps;
}

function delayStory(get, row) {
  const replied = get(row, 'replied_at');
  const between = get(row, 'texts_by_other_senders');
  const known = { at: get(row, 'known_at'), text: say('known') };
  if (!replied) {
    return [{ at: null, text: say('no.reply'), tone: 'doubt' }, known];
  }
  const steps = [{ at: replied, text: say('stopped', bare(get(row, 'sender'))), tone: 'bad' }];
  if (between > 0) {
    steps.push({ at: null, text: count(between, 'text'), tone: 'wait' });
  }
  return [...steps, known];
}

function receiptStory(get, row) {
  const outcome = get(row, 'outcome');
  const to = get(row, 'destination');
  const reason = get(row, 'reason');
  const said = bare(word('outcome', outcome));
  const where = to ? (outcome === 'texted' || outcome === 'emailed' ? say('said.to', said, bare(to)) : say('said.for', said, bare(to))) : said;
  return [{ at: get(row, 'at'), text: where + (reason ? ': ' + bare(reason) : '') + '.', tone: OUTCOME[outcome] }];
}
