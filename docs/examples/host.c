/* A complete host in C: loads the library at run time, hands the files over from memory, shows log
 * and progress, cancels on Ctrl-C, writes the documents.
 *
 *   host LIBRARY CASE.yaml FOLDER [FILE...]
 *
 * FILE: the scans and recordings that the case names, by their names without folder. */
#include <dlfcn.h>
#include <podalign.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t interrupted = 0;
static void interrupt(int number) { interrupted = number; }

static void log_line(void* context, int32_t level, podalign_text line) {
  static const char* const words[] = {"info", "warning", "error"};
  (void)context;
  fprintf(stderr, "%s: %.*s\n", words[level], (int)line.size, line.data);
}

static int32_t show_progress(void* context, void* job, double fraction, podalign_text stage) {
  (void)context;
  fprintf(stderr, "%s %3.0f %% %.*s\n", (const char*)job, 100.0 * fraction, (int)stage.size,
          stage.data);
  return 0;
}

static int32_t is_cancelled(void* context, void* job) {
  (void)context;
  (void)job;
  return interrupted != 0;
}

static char* read_whole(const char* path, uint64_t* size) {
  FILE* file = fopen(path, "rb");
  long length = -1;
  char* bytes = NULL;
  if (file == NULL) return NULL;
  if (fseek(file, 0, SEEK_END) == 0) length = ftell(file);
  rewind(file);
  if (length >= 0) bytes = malloc((size_t)length + 1);
  if (bytes != NULL && fread(bytes, 1, (size_t)length, file) != (size_t)length) {
    free(bytes);
    bytes = NULL;
  }
  fclose(file);
  if (bytes != NULL) bytes[length] = '\0';
  *size = (uint64_t)length;
  return bytes;
}

static const char* base_name(const char* path) {
  const char* slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

static int write_documents(const podalign_plugin* plugin, podalign_result* result,
                           const char* folder) {
  podalign_document document = {.struct_size = sizeof document};
  uint64_t count = 0;
  char path[4096];
  plugin->count_documents(result, &count);
  for (uint64_t i = 0; i < count; ++i) {
    if (plugin->read_document(result, i, &document) != PODALIGN_OK) return 1;
    snprintf(path, sizeof path, "%s/%s", folder, document.name.data);
    FILE* file = fopen(path, "wb");
    if (file == NULL) return perror(path), 1;
    const size_t written = fwrite(document.bytes, 1, document.size, file);
    if (fclose(file) != 0 || written != document.size) return perror(path), 1;
    puts(path);
  }
  return 0;
}

static const podalign_plugin* load(const char* library) {
  /* Never dlclose: the library stays until the process ends. */
  void* loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  podalign_entry_function entry = NULL;
  if (loaded != NULL) *(void**)&entry = dlsym(loaded, "podalign_entry");
  if (entry == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return NULL;
  }
  return entry(PODALIGN_ABI);
}

int main(int argc, char** argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s LIBRARY CASE.yaml FOLDER [FILE...]\n", argv[0]);
    return 2;
  }
  const podalign_plugin* plugin = load(argv[1]);
  if (plugin == NULL) return 1;
  fprintf(stderr, "%s %s\n", plugin->name, plugin->version);

  podalign_host host = {.struct_size = sizeof host, .abi = PODALIGN_ABI};
  host.log = log_line;
  host.progress = show_progress;
  host.cancelled = is_cancelled;
  podalign_error error = {.struct_size = sizeof error};
  podalign_session* session = NULL;
  if (plugin->open(&host, NULL, &session, &error) != PODALIGN_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  podalign_description about = {.struct_size = sizeof about};
  plugin->describe(session, &about);
  fprintf(stderr, "rules %s%s\n", about.rule_base.data, about.approved ? "" : " (draft)");

  const size_t count = (size_t)(argc - 4);
  podalign_file* files = calloc(count + 1, sizeof *files);
  podalign_request request = {.struct_size = sizeof request};
  request.outputs = PODALIGN_JSON | PODALIGN_PDF | PODALIGN_PNG;
  request.job = "job 1:";
  char* text = read_whole(argv[2], &request.case_text.size);
  if (files == NULL || text == NULL) return perror(argv[2]), 1;
  request.case_text.data = text;
  /* What a clinician prescribed in the case becomes insoles. */
  if (strstr(text, "\nprescription:") != NULL) request.outputs |= PODALIGN_INSOLE;
  for (size_t i = 0; i < count; ++i) {
    const char* name = base_name(argv[4 + i]);
    files[i].struct_size = sizeof files[i];
    files[i].name = (podalign_text){name, strlen(name)};
    files[i].bytes = read_whole(argv[4 + i], &files[i].size);
    if (files[i].bytes == NULL) return perror(argv[4 + i]), 1;
  }
  request.files = files;
  request.file_count = count;

  signal(SIGINT, interrupt);
  podalign_result* result = NULL;
  const int32_t status = plugin->assess(session, &request, &result, &error);
  int failed = status != PODALIGN_OK;
  if (failed) {
    fprintf(stderr, "status %d, code %d: %s%s%s\n", (int)status, (int)error.code, error.source,
            error.source[0] != '\0' ? ": " : "", error.message);
  }
  if (result != NULL) {
    failed |= write_documents(plugin, result, argv[3]);
    plugin->release(result);
  }
  for (size_t i = 0; i < count; ++i) free((void*)files[i].bytes);
  free(files);
  free(text);
  plugin->close(session);
  return failed;
}
