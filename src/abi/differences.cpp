// SPDX-License-Identifier: MIT
// A row has the names, as a user's source or an object spells them; what is missing or different;
// and what a module can do instead. The first row that matches a name counts. docs/sdk.md says why.

#include "abi/differences.h"

#include <algorithm>

namespace natmod::abi {
namespace {

constexpr std::string_view kPin =
    "take the pin as an object: mp_hal_get_pin_obj(), mp_hal_pin_write(); docs/hardware.md";
constexpr std::string_view kBus =
    "take the object from Python and call its protocol or its methods; docs/hardware.md";
constexpr std::string_view kSdk =
    "do it in Python with the port's modules, or give addresses with --externs";

constexpr Difference kDifferences[] = {
    // Hardware that a module has, in front of what it has not.
    {"mp_hal_get_pin_obj", Reach::different,
     "a pin is an object with a method value; anything else goes to machine.Pin()"},
    {"mp_hal_pin_read mp_hal_pin_write mp_hal_pin_low mp_hal_pin_high mp_virtual_pin_read "
     "mp_virtual_pin_write",
     Reach::different, "by the protocol of the pin's type; calls a pin that has none"},
    {"mp_hal_pin_od_low mp_hal_pin_od_high", Reach::different, "calls the pin"},
    {"mp_hal_pin_input mp_hal_pin_output mp_hal_pin_open_drain", Reach::different,
     "calls the pin's method init"},
    {"mp_hal_pin_name", Reach::different,
     "the text in the parentheses that the pin is printed with; allocates"},
    {"mp_hal_delay_us_fast", Reach::different,
     "a loop whose speed the import measures, in less than a millisecond"},
    {"MICROPY_BEGIN_ATOMIC_SECTION MICROPY_END_ATOMIC_SECTION mp_hal_quiet_timing_enter "
     "mp_hal_quiet_timing_exit",
     Reach::different,
     "goes through Python's machine.disable_irq and enable_irq; nothing where there are none"},
    {"machine_time_pulse_us machine_bitstream_high_low", Reach::different,
     "goes through Python's module machine; the import fails where it has no such function"},
    {"machine_adc_type machine_i2c_type machine_pin_type machine_pinbase_type machine_pwm_type "
     "machine_signal_type machine_spi_type machine_timer_type machine_uart_type "
     "mp_machine_soft_i2c_type mp_machine_soft_spi_type",
     Reach::different, "the import fails where Python's module machine has no such class"},
    // What no native module has.
    {"gc_nbytes", Reach::absent, "the function table cannot say how large a block is",
     "keep its size beside it"},
    {"gc_pool_start gc_pool_end gc_lock gc_unlock gc_is_locked gc_info gc_dump_info "
     "gc_collect_start gc_collect_end gc_collect_root gc_sweep_all",
     Reach::absent, "the collector's own state is not in the function table",
     "module gc has what a program may ask and do"},
    {"m_get_total_bytes_allocated m_get_current_bytes_allocated m_get_peak_bytes_allocated",
     Reach::absent, "only a firmware built with MICROPY_MEM_STATS counts",
     "gc.mem_alloc() tells what is in use"},
    {"mp_state_ctx", Reach::absent, "the state of the interpreter is not in the function table",
     "MP_REGISTER_ROOT_POINTER gives the module state of its own"},
    {"mp_lexer_* mp_parse mp_parse_compile_execute mp_compile mp_compile_to_raw_code "
     "mp_execute_bytecode mp_make_function_from_raw_code_*",
     Reach::absent, "the compiler is not in the function table",
     "call builtins.compile, exec or eval as Python functions"},
    {"mp_sched_schedule_node mp_sched_lock mp_sched_unlock mp_sched_run_pending", Reach::absent,
     "the scheduler is not in the function table", "mp_sched_schedule() takes a Python function"},
    {"mp_thread_*", Reach::absent, "threads are not in the function table",
     "start them from Python with module _thread"},
    {"mp_hal_pin_* mp_hal_get_pin_obj mp_hal_gpio_* machine_pin_* pin_find", Reach::of_port,
     "pins are the port's", kPin},
    {"mp_machine_i2c_transfer_adaptor mp_machine_soft_i2c_* mp_machine_i2c_locals_dict "
     "mp_machine_spi_locals_dict mp_machine_soft_spi_p",
     Reach::of_port, "a bus type of a module's own needs the layout that one firmware has",
     "build for one firmware with its headers: --firmware and --like or --port; docs/hardware.md"},
    {"machine_i2c_* machine_spi_* mp_machine_* machine_*", Reach::of_port, "it is the port's",
     kBus},
    {"gpio_* nvs_* esp_* i2c_* spi_* uart_* ledc_* rmt_* adc_* adc1_* adc2_* periph_* intr_* ets_* "
     "xTask* vTask* xQueue* xSemaphore* vSemaphore* portENTER_CRITICAL portEXIT_CRITICAL wifi_*",
     Reach::of_port, "it is a port's, as in the ESP-IDF or the Pico SDK", kSdk},
    {"HAL_* LL_* __HAL_* GPIO_* RCC_* NVIC_*", Reach::of_port, "it is the STM32 HAL's or CMSIS's",
     kSdk},
    {"pio_* dma_* sleep_us sleep_ms time_us_32 time_us_64 busy_wait_us irq_* hw_* multicore_* "
     "clock_get_hz",
     Reach::of_port, "it is the Pico SDK's", kSdk},
    {"nrfx_* nrf_* sd_ble_*", Reach::of_port, "it is the nRF SDK's", kSdk},
    {"lwip_* pbuf_* tcp_* udp_* netif_*", Reach::of_port, "it is lwIP's",
     "use Python's module socket"},
    {"mbedtls_*", Reach::of_port, "it is mbed TLS's",
     "add its sources, or use Python's module tls"},
    // What it has, but not quite as firmware does.
    {"printf vprintf puts putchar fprintf vfprintf fputs fputc fwrite perror", Reach::different,
     "what goes to stdout or stderr is printed to MicroPython's output, as print() does"},
    {"fopen remove rename", Reach::different, "files are those of Python's open() and module os"},
    {"exit abort __assert_fail __assert_func", Reach::different,
     "raises SystemExit; a failed assertion, AssertionError"},
    {"getenv", Reach::different, "there is no environment: NULL"},
    {"rand random", Reach::different,
     "gives the same numbers after every start unless srand() gets a seed that changes, such as "
     "os.urandom's: not for keys"},
    {"MICROPY_PY_RANDOM_SEED_INIT_FUNC", Reach::different,
     "os.urandom, or 0 where there is none; on x64 and x86 the processor's clock: not for keys"},
    {"srand srandom", Reach::different, "gives other numbers than another C library"},
    {"strerror", Reach::different, "the number as text"},
    {"malloc calloc realloc free strdup strndup", Reach::different,
     "the memory is on MicroPython's heap and is kept until it is freed"},
    {"m_malloc_with_finaliser mp_obj_malloc_with_finaliser_helper m_new_obj_with_finaliser "
     "m_new_obj_var_with_finaliser mp_obj_malloc_with_finaliser "
     "mp_obj_malloc_var_with_finaliser",
     Reach::different,
     "takes the block from a machine.Timer that has a finaliser (rp2) or an iterator of "
     "os.ilistdir('.'); without either nothing calls __del__, and the first use says so on the "
     "console"},
    {"mp_map_lookup", Reach::different,
     "a removal leaves a deleted slot even where firmware makes an empty one"},
    {"mp_get_index mp_obj_get_array mp_obj_get_array_fixed_n mp_obj_get_complex "
     "mp_obj_int_to_bytes mp_obj_len mp_seq_index_obj str_index_to_ptr",
     Reach::different,
     "raises with the text of a firmware that has short texts, unless the module formats the text "
     "of an exception itself"},
    {"mp_raise_OSError_with_filename", Reach::different,
     "errno and text are the exception's two arguments"},
    {"mp_hal_time_ns", Reach::different,
     "goes through Python's time.time_ns: allocates a big int on 32 bits"},
    {"mp_hal_*", Reach::different,
     "goes through the Python modules time and sys: slower than in firmware"},
    {"gc_collect", Reach::different, "goes through Python's gc.collect"},
    {"mp_sched_schedule", Reach::different, "goes through Python's micropython.schedule"},
    {"mp_handle_pending mp_event_handle_nowait", Reach::different,
     "resumes a generator in Python; the import fails where the firmware has no exec()"},
    {"mp_vfs_*", Reach::different, "goes through Python's module os"},
    {"mp_type_fun_bc mp_type_gen_wrap mp_type_gen_instance", Reach::different,
     "found by compiling a piece of Python: in code only; the import fails where the firmware has "
     "no eval()"},
    {"mp_type_bound_meth mp_native_base_init_wrapper_obj", Reach::different,
     "in code only, not in a table"},
    {"mp_type_template mp_type_interpolation", Reach::different,
     "in code only, not in a table; where the firmware has no t-strings, no object has this type"},
    {"mp_event_wait_indefinite mp_event_wait_ms", Reach::different,
     "returns after a millisecond at the latest"},
    {"timeutils_*", Reach::different, "correct beyond 2100 too; the epoch is that of module time"},
    {"mp_const_empty_bytes mp_const_empty_bytes_obj mp_const_empty_tuple_obj", Reach::different,
     "in a table: equal to the firmware's, not identical"},
    {"mp_const_empty_tuple", Reach::different,
     "in a table: equal to the firmware's, not identical"},
    {"MP_THREAD_GIL_EXIT MP_THREAD_GIL_ENTER", Reach::different,
     "does nothing: other Python threads wait"},
    {"MP_STATE_VM MP_STATE_PORT MP_STATE_MEM MP_STATE_THREAD MP_STATE_MAIN_THREAD",
     Reach::different, "names the module's own root pointers only, not the firmware's state"},
    {"mp_arg_t", Reach::different, "the name takes a word instead of 16 bits"},
    {"nlr_push", Reach::different,
     "the buffer is as large as the largest that a firmware of the architecture saves"},
};

bool matches(std::string_view pattern, std::string_view name) {
    if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

const Difference* find_difference(std::string_view name) {
    for (const Difference& row : kDifferences) {
        std::string_view rest = row.names;
        while (!rest.empty()) {
            std::string_view pattern = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), pattern.size() + 1));
            if (matches(pattern, name)) return &row;
        }
    }
    return nullptr;
}

}  // namespace

std::span<const Difference> all_differences() {
    return kDifferences;
}

const Difference* find_unavailable(std::string_view name) {
    const Difference* row = find_difference(name);
    return row != nullptr && row->reach != Reach::different ? row : nullptr;
}

std::string_view difference_of(std::string_view name) {
    const Difference* row = find_difference(name);
    return row != nullptr && row->reach == Reach::different ? row->text : std::string_view{};
}

}  // namespace natmod::abi
