// To add a line: the names, as a source has them, why they are out of reach, and what a module can
// do.

#include "abi/unavailable.h"

#include <algorithm>

namespace natmod {
namespace {

struct Line {
    std::string_view names;  // separated by one space; a last `*` stands for any ending
    Unavailable what;
};

constexpr std::string_view kPin =
    "take the pin as an object and call its methods: mp_load_method(pin, MP_QSTR_value, ...)";
constexpr std::string_view kBus =
    "take the bus as an object and call its methods, such as write_readinto";
constexpr std::string_view kSdk =
    "do it in Python with the port's modules, or give addresses with --externs";

constexpr Line kLines[] = {
    {"gc_nbytes",
     {"the function table cannot say how large a block is", "keep its size beside it"}},
    {"gc_pool_start gc_pool_end gc_lock gc_unlock gc_is_locked gc_info gc_dump_info "
     "gc_collect_start gc_collect_end gc_collect_root gc_sweep_all",
     {"the collector's own state is not in the function table",
      "module gc has what a program may ask and do"}},
    {"m_get_total_bytes_allocated m_get_current_bytes_allocated m_get_peak_bytes_allocated",
     {"only a firmware built with MICROPY_MEM_STATS counts",
      "gc.mem_alloc() tells what is in use"}},
    {"mp_state_ctx",
     {"the state of the interpreter is not in the function table",
      "MP_REGISTER_ROOT_POINTER gives the module state of its own"}},
    {"mp_lexer_* mp_parse mp_parse_compile_execute mp_compile mp_compile_to_raw_code "
     "mp_execute_bytecode mp_make_function_from_raw_code_*",
     {"the compiler is not in the function table",
      "call builtins.compile, exec or eval as Python functions"}},
    {"mp_sched_schedule_node mp_sched_lock mp_sched_unlock mp_sched_run_pending",
     {"the scheduler is not in the function table", "mp_sched_schedule() takes a Python function"}},
    {"mp_thread_*",
     {"threads are not in the function table", "start them from Python with module _thread"}},
    {"mp_hal_pin_* mp_hal_get_pin_obj mp_hal_gpio_* machine_pin_* pin_find",
     {"pins are the port's", kPin, true}},
    {"machine_i2c_* machine_spi_* mp_machine_* machine_*", {"it is the port's", kBus, true}},
    {"gpio_* nvs_* esp_* i2c_* spi_* uart_* ledc_* rmt_* adc_* adc1_* adc2_* periph_* intr_* ets_* "
     "xTask* vTask* xQueue* xSemaphore* vSemaphore* portENTER_CRITICAL portEXIT_CRITICAL wifi_*",
     {"it is a port's, as in the ESP-IDF or the Pico SDK", kSdk, true}},
    {"HAL_* LL_* __HAL_* GPIO_* RCC_* NVIC_*", {"it is the STM32 HAL's or CMSIS's", kSdk, true}},
    {"pio_* dma_* sleep_us sleep_ms time_us_32 time_us_64 busy_wait_us irq_* hw_* multicore_* "
     "clock_get_hz",
     {"it is the Pico SDK's", kSdk, true}},
    {"nrfx_* nrf_* sd_ble_*", {"it is the nRF SDK's", kSdk, true}},
    {"lwip_* pbuf_* tcp_* udp_* netif_*", {"it is lwIP's", "use Python's module socket", true}},
    {"mbedtls_*", {"it is mbed TLS's", "add its sources, or use Python's module tls", true}},
};

bool matches(std::string_view pattern, std::string_view name) {
    if (pattern.ends_with('*')) return name.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == name;
}

}  // namespace

const Unavailable* find_unavailable(std::string_view name) {
    for (const Line& line : kLines) {
        std::string_view rest = line.names;
        while (!rest.empty()) {
            std::string_view pattern = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), pattern.size() + 1));
            if (matches(pattern, name)) return &line.what;
        }
    }
    return nullptr;
}

}  // namespace natmod
