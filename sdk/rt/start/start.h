// What the entry points share. The linker takes the simplest one that suffices for the module.
#ifndef NATMOD_START_H
#define NATMOD_START_H

#include "../rt.h"

#define HIDDEN __attribute__((visibility("hidden")))
extern HIDDEN const uint8_t natmod_text[];
extern uintptr_t natmod_ram[];

// Up to MicroPython 1.23 nothing on an ESP32 or ESP8266 keeps the RAM block alive, because the
// garbage collector does not scan text there. It does scan the module's table of objects, where the
// linker leaves an entry free for the block's address.
#if defined(__XTENSA__) || defined(__xtensa__)
extern uintptr_t mp_native_obj_table[];
#define KEEP_RAM_BLOCK() (mp_native_obj_table[0] = (uintptr_t)natmod_ram)
#else
#define KEEP_RAM_BLOCK() ((void)0)
#endif

#endif
