/* The smallest host: case file in, documents out, into the current folder. */
#include <podalign.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char** argv) {
  const podalign_plugin* plugin = podalign_entry(PODALIGN_ABI);
  podalign_error error = {.struct_size = sizeof error};
  podalign_session* session;
  podalign_result* result;
  if (argc != 2 || plugin == NULL) return 2;
  if (plugin->open(NULL, NULL, &session, &error) != PODALIGN_OK) return puts(error.message), 1;
  podalign_request request = {.struct_size = sizeof request,
                              .outputs = PODALIGN_JSON | PODALIGN_PDF,
                              .case_path = {argv[1], strlen(argv[1])}};
  if (plugin->assess(session, &request, &result, &error) != PODALIGN_OK)
    return puts(error.message), 1;
  podalign_document document = {.struct_size = sizeof document};
  for (uint64_t i = 0; plugin->read_document(result, i, &document) == PODALIGN_OK; ++i) {
    FILE* file = fopen(document.name.data, "wb");
    if (file == NULL || fwrite(document.bytes, document.size, 1, file) != 1) return 1;
    fclose(file);
    puts(document.name.data);
  }
  plugin->release(result);
  return plugin->close(session);
}
