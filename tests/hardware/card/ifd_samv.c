/*
 * An IFD handler for the real pcscd: a reader without a slot for chip cards, whose escape command carries
 * SAM_V frames. It stands for a CCID reader of identity documents; the module is the simulated one, at the
 * other end of the serial device that DEVICENAME names.
 *
 * Written from ifdhandler.h (PC/SC Lite, IFD handler 3.0). Only for tests: Buka itself needs no driver.
 */
#include <fcntl.h>
#include <ifdhandler.h>
#include <poll.h>
#include <reader.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#define ESCAPE SCARD_CTL_CODE(1) /* the function number that libccid has for its escape command */
#define HEAD 7                   /* preamble and length: what stands before the bytes that the length counts */
#define TIMEOUT_MS 1000

static char path[256];

static int open_line(void)
{
	int line = open(path, O_RDWR | O_NOCTTY);
	if (line >= 0)
		tcflush(line, TCIFLUSH); /* what a killed pcscd has asked for is not the answer to us */
	return line;
}

static int is_plugged_in(void)
{
	return access(path, R_OK) == 0;
}

RESPONSECODE IFDHCreateChannelByName(DWORD lun, LPSTR device)
{
	(void)lun;
	if (snprintf(path, sizeof path, "%s", device) >= (int)sizeof path || !is_plugged_in())
		return IFD_COMMUNICATION_ERROR;
	return IFD_SUCCESS;
}

RESPONSECODE IFDHCreateChannel(DWORD lun, DWORD channel)
{
	(void)lun, (void)channel;
	return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHCloseChannel(DWORD lun)
{
	(void)lun;
	return IFD_SUCCESS;
}

static int read_all(int line, PUCHAR into, DWORD wanted)
{
	struct pollfd ready = {.fd = line, .events = POLLIN};
	while (wanted > 0) {
		if (poll(&ready, 1, TIMEOUT_MS) <= 0)
			return 0;
		ssize_t count = read(line, into, wanted);
		if (count <= 0)
			return 0;
		into += count;
		wanted -= count;
	}
	return 1;
}

static RESPONSECODE exchange(int line, PUCHAR sent, DWORD sent_size, PUCHAR answer, DWORD room,
			     LPDWORD answer_size)
{
	if (write(line, sent, sent_size) != (ssize_t)sent_size)
		return IFD_COMMUNICATION_ERROR;
	if (room < HEAD || !read_all(line, answer, HEAD))
		return IFD_RESPONSE_TIMEOUT;
	DWORD rest = answer[5] << 8 | answer[6];
	if (rest > room - HEAD || !read_all(line, answer + HEAD, rest))
		return IFD_COMMUNICATION_ERROR;
	*answer_size = HEAD + rest;
	return IFD_SUCCESS;
}

RESPONSECODE IFDHControl(DWORD lun, DWORD code, PUCHAR sent, DWORD sent_size, PUCHAR answer, DWORD room,
			 LPDWORD answer_size)
{
	(void)lun;
	*answer_size = 0;
	if (code != ESCAPE)
		return IFD_ERROR_NOT_SUPPORTED;
	int line = open_line();
	if (line < 0)
		return IFD_NO_SUCH_DEVICE;
	RESPONSECODE outcome = exchange(line, sent, sent_size, answer, room, answer_size);
	close(line);
	return outcome;
}

RESPONSECODE IFDHICCPresence(DWORD lun)
{
	(void)lun; /* the module has a card of its own, which PC/SC never sees */
	return is_plugged_in() ? IFD_ICC_NOT_PRESENT : IFD_NO_SUCH_DEVICE;
}

RESPONSECODE IFDHGetCapabilities(DWORD lun, DWORD tag, PDWORD length, PUCHAR value)
{
	(void)lun;
	if (tag != TAG_IFD_SIMULTANEOUS_ACCESS && tag != TAG_IFD_SLOTS_NUMBER)
		return IFD_ERROR_TAG;
	*length = 1;
	*value = 1;
	return IFD_SUCCESS;
}

RESPONSECODE IFDHSetCapabilities(DWORD lun, DWORD tag, DWORD length, PUCHAR value)
{
	(void)lun, (void)tag, (void)length, (void)value;
	return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHSetProtocolParameters(DWORD lun, DWORD protocol, UCHAR flags, UCHAR pts1, UCHAR pts2, UCHAR pts3)
{
	(void)lun, (void)protocol, (void)flags, (void)pts1, (void)pts2, (void)pts3;
	return IFD_NOT_SUPPORTED;
}

RESPONSECODE IFDHPowerICC(DWORD lun, DWORD action, PUCHAR atr, PDWORD atr_size)
{
	(void)lun, (void)action, (void)atr;
	*atr_size = 0;
	return IFD_COMMUNICATION_ERROR;
}

RESPONSECODE IFDHTransmitToICC(DWORD lun, SCARD_IO_HEADER send_pci, PUCHAR sent, DWORD sent_size, PUCHAR answer,
			       PDWORD answer_size, PSCARD_IO_HEADER receive_pci)
{
	(void)lun, (void)send_pci, (void)sent, (void)sent_size, (void)answer, (void)receive_pci;
	*answer_size = 0;
	return IFD_COMMUNICATION_ERROR;
}
