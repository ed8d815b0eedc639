/*
 * A load generator for Yjs servers: many WebSocket clients in one epoll loop.
 *
 * Every client appends one character per edit to the Y.Text `content` of its room, under its own
 * client id. Frames are encoded as lib0 and y-protocols do; what arrives is parsed only as far as
 * is needed to know, per author, up to which clock a client has received edits. So merged and
 * unmerged broadcasts are counted alike: a delivered edit is one character known at one other
 * client.
 *
 *   load PORT PATH ROOMS CLIENTS MODE AMOUNT DIALECT TOKEN
 *     PATH     what comes before the room's number, e.g. /collab/ID/r
 *     MODE     rate: AMOUNT seconds of 10 edits/s each | flood: AMOUNT edits each, as fast as taken
 *              idle: connect, print, and hold for AMOUNT seconds
 *     DIALECT  y (y-websocket) | hocuspocus (document name before each message, token message)
 *     TOKEN    sent as the cookie `sala_session`, or as Hocuspocus's token
 *
 * Prints one JSON object. Edit-to-peer times are in microseconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 1 << 16, SAMPLES = 1 << 20, EDIT_RATE = 10 };

typedef struct {
  int fd, room, index, open, synced;
  uint32_t id;                 /* Yjs client id */
  uint32_t sent;               /* edits sent, which is the next clock */
  uint32_t *known;             /* clock known of each member of the room */
  uint64_t *when;              /* when each edit was sent, ns */
  uint64_t next;               /* when the next edit is due, ns */
  unsigned char *in, *out;
  size_t in_len, in_cap, out_len, out_cap, out_at;
} Client;

static Client *clients;
static int rooms, members, total, hocuspocus, epoll, opened;
static uint32_t edits_each;
static uint64_t delivered, expected, frames_in, bytes_in, started, finished;
static double *samples;
static size_t sample_count;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

static void die(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static size_t put_varuint(unsigned char *p, uint64_t v) {
  size_t n = 0;
  while (v > 127) { p[n++] = (unsigned char)(v | 128); v >>= 7; }
  p[n++] = (unsigned char)v;
  return n;
}

/* Reads a lib0 varuint; gives 0 for `ok` at the end of the data. */
static uint64_t get_varuint(const unsigned char **p, const unsigned char *end, int *ok) {
  uint64_t v = 0;
  for (int shift = 0; *p < end && shift < 63; shift += 7) {
    unsigned char b = *(*p)++;
    v |= (uint64_t)(b & 127) << shift;
    if (b < 128) return v;
  }
  *ok = 0;
  return 0;
}

static uint32_t client_id(int room, int index) { return 1000000u + (uint32_t)room * 1000u + (uint32_t)index; }

static void flush_out(Client *c) {
  while (c->out_at < c->out_len) {
    ssize_t n = send(c->fd, c->out + c->out_at, c->out_len - c->out_at, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EAGAIN) break;
      die("send");
    }
    c->out_at += (size_t)n;
  }
  if (c->out_at == c->out_len) c->out_at = c->out_len = 0;
  struct epoll_event e = {.events = EPOLLIN | (c->out_len ? EPOLLOUT : 0), .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}

/* Appends one masked frame (mask 0: the server still unmasks it). */
static void frame(Client *c, int opcode, const unsigned char *body, size_t len) {
  if (c->out_len + len + 14 > c->out_cap) {
    c->out_cap = (c->out_len + len + 14) * 2;
    c->out = realloc(c->out, c->out_cap);
  }
  unsigned char *p = c->out + c->out_len;
  *p++ = (unsigned char)(128 | opcode);
  if (len < 126) *p++ = (unsigned char)(128 | len);
  else { *p++ = 128 | 126; *p++ = (unsigned char)(len >> 8); *p++ = (unsigned char)len; }
  memset(p, 0, 4);
  p += 4;
  memcpy(p, body, len);
  c->out_len = (size_t)(p + len - c->out);
}

static size_t put_name(Client *c, unsigned char *p) {
  if (!hocuspocus) return 0;
  char name[32];
  int n = snprintf(name, sizeof name, "r%d", c->room);
  p[0] = (unsigned char)n;
  memcpy(p + 1, name, (size_t)n);
  return (size_t)n + 1;
}

static void message(Client *c, const unsigned char *body, size_t len) {
  unsigned char b[512];
  size_t n = put_name(c, b);
  memcpy(b + n, body, len);
  frame(c, 2, b, n + len);
}

/* One character appended after the last one of the same author: Yjs update format, version 1. */
static void edit(Client *c) {
  unsigned char u[64], m[96];
  size_t n = 0, k = 0;
  u[n++] = 1;                                    /* one client */
  u[n++] = 1;                                    /* one struct */
  n += put_varuint(u + n, c->id);
  n += put_varuint(u + n, c->sent);
  if (c->sent) {
    u[n++] = 4 | 128;                            /* ContentString with a left origin */
    n += put_varuint(u + n, c->id);
    n += put_varuint(u + n, c->sent - 1);
  } else {
    u[n++] = 4;
    u[n++] = 1;                                  /* the parent is a root type */
    memcpy(u + n, "\7content", 8);
    n += 8;
  }
  u[n++] = 1;
  u[n++] = 'x';
  u[n++] = 0;                                    /* nothing deleted */
  m[k++] = 0;
  m[k++] = 2;
  k += put_varuint(m + k, n);
  memcpy(m + k, u, n);
  message(c, m, k + n);
  c->when[c->sent++] = now();
}

/* Steps over one struct of an update; gives its length in clocks, 0 when it is not understood. */
static uint64_t struct_length(const unsigned char **p, const unsigned char *end, int *ok) {
  if (*p >= end) { *ok = 0; return 0; }
  unsigned char info = *(*p)++;
  int ref = info & 31;
  if (ref == 0 || ref == 10) return get_varuint(p, end, ok);
  if (info & 128) { get_varuint(p, end, ok); get_varuint(p, end, ok); }
  if (info & 64) { get_varuint(p, end, ok); get_varuint(p, end, ok); }
  if (!(info & 192)) {
    if (get_varuint(p, end, ok)) *p += get_varuint(p, end, ok);
    else { get_varuint(p, end, ok); get_varuint(p, end, ok); }
    if (info & 32) *p += get_varuint(p, end, ok);
  }
  if (ref == 1) return get_varuint(p, end, ok);
  if (ref != 4) { *ok = 0; return 0; }
  uint64_t bytes = get_varuint(p, end, ok), length = 0;
  if (*p + bytes > end) { *ok = 0; return 0; }
  for (uint64_t i = 0; i < bytes; i++) if (((*p)[i] & 0xC0) != 0x80) length++;
  *p += bytes;
  return length;
}

static void learn(Client *c, uint32_t id, uint64_t clock, uint64_t t) {
  uint32_t base = client_id(c->room, 0);
  if (id < base || id >= base + (uint32_t)members || (int)(id - base) == c->index) return;
  uint32_t author = id - base;
  if (clock <= c->known[author]) return;
  Client *from = &clients[c->room * members + (int)author];
  for (uint32_t k = c->known[author]; k < clock && k < from->sent; k++)
    if (sample_count < SAMPLES) samples[sample_count++] = (double)(t - from->when[k]) / 1000.0;
    else samples[(size_t)rand() % SAMPLES] = (double)(t - from->when[k]) / 1000.0;
  delivered += clock - c->known[author];
  c->known[author] = (uint32_t)clock;
  if (delivered == expected) finished = t;
}

static void update(Client *c, const unsigned char *p, const unsigned char *end, uint64_t t) {
  int ok = 1;
  uint64_t count = get_varuint(&p, end, &ok);
  for (uint64_t i = 0; i < count && ok; i++) {
    uint64_t structs = get_varuint(&p, end, &ok);
    uint64_t id = get_varuint(&p, end, &ok);
    uint64_t clock = get_varuint(&p, end, &ok);
    for (uint64_t s = 0; s < structs && ok; s++) clock += struct_length(&p, end, &ok);
    if (ok) learn(c, (uint32_t)id, clock, t);
  }
  if (!ok) { fprintf(stderr, "load: an update was not understood\n"); exit(1); }
}

static void received(Client *c, const unsigned char *p, size_t len, uint64_t t) {
  const unsigned char *end = p + len;
  int ok = 1;
  if (hocuspocus) p += get_varuint(&p, end, &ok);
  uint64_t type = get_varuint(&p, end, &ok);
  if (type != 0 && !(hocuspocus && type == 4)) return;
  uint64_t step = get_varuint(&p, end, &ok);
  uint64_t size = get_varuint(&p, end, &ok);
  if (!ok || p + size > end) { fprintf(stderr, "load: a message was cut short\n"); exit(1); }
  if (step == 0) message(c, (const unsigned char *)"\0\1\2\0\0", 5);  /* we have nothing to tell */
  else {
    if (!c->synced && step == 1) { c->synced = 1; opened++; }
    update(c, p, p + size, t);
  }
}

/* Takes whole frames out of the buffer; the server's frames are not masked and not fragmented. */
static void frames(Client *c) {
  uint64_t t = now();
  size_t at = 0;
  while (c->in_len - at >= 2) {
    unsigned char *p = c->in + at;
    size_t head = 2, len = p[1] & 127;
    if (len == 126) { head = 4; if (c->in_len - at < 4) break; len = ((size_t)p[2] << 8) | p[3]; }
    else if (len == 127) {
      head = 10;
      if (c->in_len - at < 10) break;
      len = 0;
      for (int i = 2; i < 10; i++) len = len << 8 | p[i];
    }
    if (c->in_len - at < head + len) break;
    int opcode = p[0] & 15;
    if (opcode == 2) { frames_in++; received(c, p + head, len, t); }
    else if (opcode == 9) frame(c, 10, p + head, len);
    else if (opcode == 8) { fprintf(stderr, "load: closed with %d\n", len >= 2 ? p[head] << 8 | p[head + 1] : 0); exit(1); }
    at += head + len;
  }
  memmove(c->in, c->in + at, c->in_len - at);
  c->in_len -= at;
}

static void readable(Client *c) {
  for (;;) {
    if (c->in_cap - c->in_len < BUFFER) c->in = realloc(c->in, c->in_cap += BUFFER);
    ssize_t n = recv(c->fd, c->in + c->in_len, c->in_cap - c->in_len, 0);
    if (n == 0) { fprintf(stderr, "load: the server hung up\n"); exit(1); }
    if (n < 0) { if (errno == EAGAIN) return; die("recv"); }
    bytes_in += (uint64_t)n;
    c->in_len += (size_t)n;
    if (!c->open) {
      unsigned char *body = memmem(c->in, c->in_len, "\r\n\r\n", 4);
      if (!body) continue;
      if (memcmp(c->in, "HTTP/1.1 101", 12)) { fprintf(stderr, "load: refused: %.*s\n", (int)c->in_len, c->in); exit(1); }
      size_t head = (size_t)(body + 4 - c->in);
      memmove(c->in, c->in + head, c->in_len -= head);
      c->open = 1;
    }
    frames(c);
    if (c->out_len) flush_out(c);
  }
}

static void pump(int timeout) {
  struct epoll_event events[256];
  int n = epoll_wait(epoll, events, 256, timeout);
  for (int i = 0; i < n; i++) {
    Client *c = events[i].data.ptr;
    if (events[i].events & EPOLLOUT) flush_out(c);
    if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
  }
}

static void join(Client *c, int port, const char *path, const char *token) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(c->fd, (struct sockaddr *)&a, sizeof a)) die("connect");
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  char head[2048], room[32] = "", cookie[1024] = "";
  if (!hocuspocus) snprintf(room, sizeof room, "%d", c->room);
  if (!hocuspocus && *token) snprintf(cookie, sizeof cookie, "Cookie: sala_session=%s\r\n", token);
  int n = snprintf(head, sizeof head,
                   "GET %s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
                   path, room, port, cookie);
  if (send(c->fd, head, (size_t)n, MSG_NOSIGNAL) != n) die("handshake");
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
  while (!c->open) pump(1000);
  if (hocuspocus) {
    unsigned char m[512];
    size_t k = 0, size = strlen(token);
    m[k++] = 2; m[k++] = 0; m[k++] = (unsigned char)size;
    memcpy(m + k, token, size);
    message(c, m, k + size);
  }
  message(c, (const unsigned char *)"\0\0\1\0", 4);     /* step 1 with an empty state vector */
  flush_out(c);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 9) { fprintf(stderr, "usage: load PORT PATH ROOMS CLIENTS rate|flood|idle AMOUNT y|hocuspocus TOKEN\n"); return 2; }
  int port = atoi(argv[1]), flood = !strcmp(argv[5], "flood"), idle = !strcmp(argv[5], "idle");
  double amount = atof(argv[6]);
  rooms = atoi(argv[3]);
  members = atoi(argv[4]);
  total = rooms * members;
  hocuspocus = !strcmp(argv[7], "hocuspocus");
  edits_each = idle ? 0 : flood ? (uint32_t)amount : (uint32_t)(amount * EDIT_RATE);
  expected = (uint64_t)total * edits_each * (uint64_t)(members - 1);
  samples = malloc(SAMPLES * sizeof *samples);
  clients = calloc((size_t)total, sizeof *clients);
  epoll = epoll_create1(0);
  for (int i = 0; i < total; i++) {
    Client *c = &clients[i];
    c->room = i / members;
    c->index = i % members;
    c->id = client_id(c->room, c->index);
    c->known = calloc((size_t)members, sizeof *c->known);
    c->when = calloc(edits_each + 1u, sizeof *c->when);
    join(c, port, argv[2], argv[8]);
  }
  uint64_t give_up = now() + 20000000000ull;
  while (opened < total && now() < give_up) pump(100);
  if (opened < total) { fprintf(stderr, "load: only %d of %d clients were synced\n", opened, total); return 1; }
  printf("ready\n");
  fflush(stdout);
  if (idle) {
    uint64_t until = now() + (uint64_t)(amount * 1e9);
    while (now() < until) pump(100);
    return 0;
  }
  if (getchar() == EOF) return 1;                        /* the bench reads the server's clock, then says go */
  struct rusage r0, r1;
  getrusage(RUSAGE_SELF, &r0);
  started = now();
  uint64_t gap = 1000000000ull / EDIT_RATE;
  for (int i = 0; i < total; i++) clients[i].next = started + (uint64_t)rand() % gap;
  give_up = started + (uint64_t)((flood ? 120 : amount + 30) * 1e9);
  uint64_t left = (uint64_t)total * edits_each;
  while (delivered < expected && now() < give_up) {
    uint64_t t = now();
    for (int i = 0; left && i < total; i++) {
      Client *c = &clients[i];
      if (c->sent == edits_each) continue;
      if (flood) {
        for (int burst = 0; burst < 32 && c->sent < edits_each && c->out_len < BUFFER / 8; burst++) { edit(c); left--; }
        flush_out(c);
      } else if (c->next <= t) { edit(c); flush_out(c); c->next += gap; left--; }
    }
    pump(flood && left ? 0 : 1);
  }
  getrusage(RUSAGE_SELF, &r1);
  if (!finished) finished = now();
  double wall = (double)(finished - started) / 1e9;
  double cpu = (double)(r1.ru_utime.tv_sec - r0.ru_utime.tv_sec + r1.ru_stime.tv_sec - r0.ru_stime.tv_sec) +
               (double)(r1.ru_utime.tv_usec - r0.ru_utime.tv_usec + r1.ru_stime.tv_usec - r0.ru_stime.tv_usec) / 1e6;
  qsort(samples, sample_count, sizeof *samples, ascending);
  printf("{\"edits\": %llu, \"expected\": %llu, \"delivered\": %llu, \"seconds\": %.4f, \"generator_cpu\": %.4f, "
         "\"frames\": %llu, \"bytes\": %llu, \"p50_us\": %.1f, \"p99_us\": %.1f}\n",
         (unsigned long long)total * edits_each, (unsigned long long)expected, (unsigned long long)delivered, wall, cpu,
         (unsigned long long)frames_in, (unsigned long long)bytes_in,
         sample_count ? samples[sample_count / 2] : 0.0, sample_count ? samples[sample_count * 99 / 100] : 0.0);
  return delivered == expected ? 0 : 3;
}
