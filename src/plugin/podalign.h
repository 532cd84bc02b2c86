/* Podalign inside another program: scans, pressure recordings and answers in, documents out.
 *
 * Load libpodalign.so with RTLD_NOW | RTLD_LOCAL (or link it), ask `podalign_entry` for the table
 * of functions, open a session, assess, read the documents, release. Nothing else is exported. The
 * library is never unloaded: `dlclose` does nothing to it.
 *
 * Structs. Every struct begins with its size, set by whoever made it, and only grows at its end.
 * The library reads no further than the size says and writes no further. A member that the host
 * knows and this library does not must be zero, else the call answers PODALIGN_E_NOT_SUPPORTED.
 * Zero every struct before use; zero is the default of every member that is not required.
 *
 * Ownership. No memory changes hands. What the host passes is only read, and only during the call.
 * What the library lends (texts, documents) is valid until the object it came from is released.
 *
 * Handles are never used twice: a handle that was released, closed or never given is answered with
 * PODALIGN_E_HANDLE and touches nothing.
 *
 * Threads. [any thread]: at any time from any thread, also several at once. Callbacks of the host
 * come from threads of the library too, but for one job one at a time. They must not throw, not
 * jump, and not call `assess` or `close`.
 *
 * Texts are UTF-8 with a length; nothing depends on the locale of the process, and nothing changes
 * it. The library writes nothing to standard output or standard error. */
#ifndef PODALIGN_H
#define PODALIGN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes only where a host of today would break; then podalign_entry(1) still answers. */
#define PODALIGN_ABI 1u

/* Numbers keep their meaning once given. */
enum {
  PODALIGN_OK = 0,
  PODALIGN_E_ARGUMENT = -1,      /* a pointer, size or combination that is not allowed */
  PODALIGN_E_HANDLE = -2,        /* released, closed or never given */
  PODALIGN_E_CANCELLED = -3,     /* the host asked for it; nothing was made */
  PODALIGN_E_REFUSED = -4,       /* case or file cannot be used; the error says what to do */
  PODALIGN_E_NOT_SUPPORTED = -5, /* this version cannot do it */
  PODALIGN_E_MEMORY = -6,        /* not enough memory */
  PODALIGN_E_RULE_BASE = -7,     /* rule base not found, invalid or not approved */
  PODALIGN_E_SIDE_CONFLICT = -8, /* left and right in doubt: the result holds measures, no advice */
  PODALIGN_E_INTERNAL = -100     /* a defect of the library; nothing was recommended */
};

/* What to make; any sum of these. */
enum {
  PODALIGN_JSON = 1u << 0, /* result.json */
  PODALIGN_PDF = 1u << 1,  /* report.pdf */
  PODALIGN_PNG = 1u << 2,  /* pictures */
  PODALIGN_SVG = 1u << 3,  /* the same pictures as vectors */
  PODALIGN_ICS = 1u << 4,  /* plan.ics, where something is planned; the case needs a date */
  PODALIGN_FHIR = 1u << 5, /* bundle.fhir.json (R4), also inside the PDF; the case needs a date */
  /* What the case's `prescription` says, which a clinician approved: insole-left.stl and .3mf, the
   * same of the right foot, prescription.json and the form prescription.pdf; with PODALIGN_PNG or
   * PODALIGN_SVG their pictures, too. Refused by name (docs/insole.md), and with it the whole job,
   * where there is no approved prescription, in the shop, and for a foot that must not have one. */
  PODALIGN_INSOLE = 1u << 6
};

enum { PODALIGN_PAPER_A4 = 0, PODALIGN_PAPER_LETTER = 1 };

/* Flags of a request. */
enum {
  PODALIGN_LEAVE_OUT_UNREADABLE = 1u << 0, /* instead of refusing the whole case */
  PODALIGN_GREY = 1u << 1,                 /* PDF in shades of grey, for printers without colour */
  PODALIGN_SNOMED = 1u << 2, /* SNOMED CT codes in the bundle: says that the licence is held */
  PODALIGN_INCHES = 1u << 3 /* lengths in the PDF in inches; all other documents hold millimetres */
};

/* Flags of the settings. */
enum { PODALIGN_REQUIRE_APPROVED = 1u << 0 /* refuse a rule base that no clinician signed */ };

enum { PODALIGN_LOG_INFO = 0, PODALIGN_LOG_WARNING = 1, PODALIGN_LOG_ERROR = 2 };

/* UTF-8, not ended by a zero; data may be NULL where size is 0. */
typedef struct podalign_text {
  const char* data;
  uint64_t size;
} podalign_text;

typedef struct podalign_session podalign_session;
typedef struct podalign_result podalign_result;

/* The host. Every callback may be NULL. Copied by `open`; `context` must live until the session is
 * closed and its last job has returned. */
typedef struct podalign_host {
  uint32_t struct_size;
  uint32_t abi;  /* PODALIGN_ABI */
  void* context; /* handed back with every callback */
  /* A line for the host's log, without personal data. */
  void (*log)(void* context, int32_t level, podalign_text line);
  /* How far the job is: 0 to 1, never backwards; `stage` in words, valid during the call. Anything
   * but 0 cancels the job. */
  int32_t (*progress)(void* context, void* job, double fraction, podalign_text stage);
  /* Asked again and again while the job runs, about every 10 ms. Anything but 0 cancels the job: it
   * ends at the next stage. */
  int32_t (*cancelled)(void* context, void* job);
  /* What else the host offers, by name and version ("org.example.thing/1"); NULL: does not. */
  const void* (*get_extension)(void* context, const char* id);
} podalign_host;

/* How a session works. NULL instead of it: everything by default. */
typedef struct podalign_settings {
  uint32_t struct_size;
  uint32_t flags;
  podalign_text profiles; /* folder of the rule base; empty: PODALIGN_PROFILES, else found near the
                             library */
  podalign_text language; /* of all texts; empty: "en" */
  uint32_t threads;       /* most threads of one job; 0: one per core */
  uint32_t reserved;
} podalign_settings;

/* A file in memory, by the name that the case uses for it. */
typedef struct podalign_file {
  uint32_t struct_size;
  uint32_t reserved;
  podalign_text name;
  const void* bytes;
  uint64_t size;
} podalign_file;

/* What to assess: either `case_path`, a case file on disk (docs/contract.md) whose files are read
 * from disk, or `case_text`, the same text in memory, whose files are those in `files` and no
 * others. */
typedef struct podalign_request {
  uint32_t struct_size;
  uint32_t outputs; /* at least one */
  podalign_text case_path;
  podalign_text case_text;
  const podalign_file* files; /* an array; all have the struct_size of the first */
  uint64_t file_count;
  /* a request may end here */
  uint32_t paper;
  uint32_t flags;
  void* job; /* handed back with progress and cancelled */
} podalign_request;

/* Why a call failed; filled by it. `code` as in docs/contract.md, 0 where there is none. Texts are
 * ended by a zero and cut at a whole character. A host's own memory: it may end after `message`. */
typedef struct podalign_error {
  uint32_t struct_size;
  int32_t code;
  uint64_t line; /* 1-based, 0 where lines have no meaning */
  char message[1024];
  char source[256]; /* file or other place, without its folder where the host named none */
} podalign_error;

/* What a session works with; lent until the session is closed. */
typedef struct podalign_description {
  uint32_t struct_size;
  uint32_t approved; /* 1: a clinician signed the rule base */
  podalign_text software;
  podalign_text rule_base; /* version and hash: every result carries the same */
} podalign_description;

/* One document; lent until the result is released. */
typedef struct podalign_document {
  uint32_t struct_size;
  uint32_t kind; /* the PODALIGN_... bit it was asked for by; 0: measurements.json */
  podalign_text name;
  podalign_text media_type;
  const void* bytes;
  uint64_t size;
} podalign_document;

/* The functions. The table is constant, lives for ever and grows at its end: a member beyond
 * `struct_size` is not there. `error` may always be NULL. */
typedef struct podalign_plugin {
  uint32_t struct_size;
  uint32_t abi;
  const char* name;    /* "podalign" */
  const char* version; /* "0.1.0" */

  /* Loads the rule base (about 100 ms). Sessions are independent of each other.
   * Threads: [any thread]. Owns: the host closes the session. */
  int32_t (*open)(const podalign_host* host, const podalign_settings* settings,
                  podalign_session** session, podalign_error* error);

  /* Threads: [any thread]. Owns: texts are lent until `close`. */
  int32_t (*describe)(podalign_session* session, podalign_description* description);

  /* One job, done when it returns; several of one session may run side by side. `*result` is NULL
   * unless the answer is PODALIGN_OK or PODALIGN_E_SIDE_CONFLICT. The same request gives the same
   * bytes. Threads: [any thread]. Owns: the host releases the result; it outlives its session. */
  int32_t (*assess)(podalign_session* session, const podalign_request* request,
                    podalign_result** result, podalign_error* error);

  /* Threads: [any thread]. Owns: nothing changes hands. */
  int32_t (*count_documents)(podalign_result* result, uint64_t* count);
  /* Threads: [any thread]. Owns: what is named in `document` is lent until `release`. */
  int32_t (*read_document)(podalign_result* result, uint64_t index, podalign_document* document);
  /* Threads: [any thread], but after the last use of what was lent. Owns: ends the result. */
  int32_t (*release)(podalign_result* result);

  /* Jobs that run go on to their end. Threads: [any thread]. Owns: ends the session. */
  int32_t (*close)(podalign_session* session);

  /* What else the library offers, by name and version; NULL: does not. Threads: [any thread].
   * Owns: what it points to is constant and lives for ever. */
  const void* (*get_extension)(const char* id);
} podalign_plugin;

/* Whether a table or struct reaches as far as this member. */
#define PODALIGN_HAS(pointer, member)                                       \
  ((pointer)->struct_size >= (uint32_t)((const char*)(&(pointer)->member) - \
                                        (const char*)(pointer) + sizeof((pointer)->member)))

#if defined(__GNUC__)
#define PODALIGN_EXPORT __attribute__((visibility("default")))
#else
#define PODALIGN_EXPORT
#endif

/* The only symbol: the table for hosts of this major version, NULL where it is not served.
 * Threads: [any thread]. Owns: the table is constant and lives for ever. */
PODALIGN_EXPORT const podalign_plugin* podalign_entry(uint32_t host_abi);
typedef const podalign_plugin* (*podalign_entry_function)(uint32_t host_abi);

#ifdef __cplusplus
}
#endif
#endif
