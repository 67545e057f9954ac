#!/bin/sh
# SPDX-License-Identifier: MIT
# The examples of docs/hardware.md build with the commands there. A few lines of our own, in folders
# named like the vendors', play the headers.
. "$TOP/tests/cases/lib.sh"

PATH=$(dirname "$NATMOD"):$PATH
export PATH

# The first line of a block of code names its file.
mkdir rp2040 stm32 esp32c3
awk '/^```(c|make)$/ { first = 1; next } /^```/ { file = "" } first { file = $2; first = 0; next } file { print >file }' \
    "$TOP/docs/hardware.md"
for chip in rp2040 stm32 esp32c3; do
    [ -s $chip/toggle.c ] && [ -s $chip/micropython.mk ] || fail "no example for $chip"
done

mkdir -p sdk/src/rp2040/hardware_structs/include/hardware/structs cmsis/CMSIS/Core/Include f4/Include \
    idf/components/soc/esp32c3/register/soc idf/components/soc/esp32c3/ld
cat >sdk/src/rp2040/hardware_structs/include/hardware/structs/sio.h <<'END'
#include "pico/version.h"
#include "pico/config_autogen.h"
#include <stdint.h>
typedef struct { volatile uint32_t cpuid, gpio_in, gpio_hi_in, pad, gpio_out, gpio_set, gpio_clr; } sio_hw_t;
#define sio_hw ((sio_hw_t *)0xd0000000)
END
cat >f4/Include/stm32f4xx.h <<'END'
#ifdef STM32F405xx
#include "core_cm4.h"
typedef struct { __IO uint32_t MODER, OTYPER, OSPEEDR, PUPDR, IDR, ODR, BSRR; } GPIO_TypeDef;
#define GPIOA ((GPIO_TypeDef *)0x40020000)
#endif
END
cat >cmsis/CMSIS/Core/Include/core_cm4.h <<'END'
#include <stdint.h>
#define __IO volatile
static inline uint32_t __get_PRIMASK(void) {
    uint32_t result;
    __asm volatile("mrs %0, primask" : "=r"(result));
    return result;
}
static inline void __set_PRIMASK(uint32_t value) {
    __asm volatile("msr primask, %0" : : "r"(value) : "memory");
}
static inline void __disable_irq(void) {
    __asm volatile("cpsid i" : : : "memory");
}
END
cat >idf/components/soc/esp32c3/register/soc/gpio_struct.h <<'END'
#include "sdkconfig.h"
#include <stdint.h>
typedef union { struct { uint32_t out_w1ts : 26; }; uint32_t val; } gpio_out_w1ts_reg_t;
typedef union { struct { uint32_t out_w1tc : 26; }; uint32_t val; } gpio_out_w1tc_reg_t;
typedef struct { uint32_t bt_select, out; volatile gpio_out_w1ts_reg_t out_w1ts; volatile gpio_out_w1tc_reg_t out_w1tc; } gpio_dev_t;
extern gpio_dev_t GPIO;
END
echo 'PROVIDE ( GPIO = 0x60004000 );' >idf/components/soc/esp32c3/ld/esp32c3.peripherals.ld

PICO_SDK=$PWD/sdk CMSIS_F4=$PWD/f4 CMSIS=$PWD/cmsis IDF_PATH=$PWD/idf
export PICO_SDK CMSIS_F4 CMSIS IDF_PATH
grep -E '^    (natmod|mkdir) ' "$TOP/docs/hardware.md" >commands
while read -r command; do
    arch=$(printf '%s\n' "$command" | sed -n 's/.*--arch \([a-z0-9]*\).*/\1/p')
    if [ -n "$arch" ] && ! "$NATMOD" toolchains | grep -q "^$arch .*gcc"; then
        echo "no compiler for $arch"
        continue
    fi
    expect_ok sh -c "$command"
done <commands
